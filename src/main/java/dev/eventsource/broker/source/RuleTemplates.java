package dev.eventsource.broker.source;

import dev.eventsource.broker.channel.ChannelPattern;
import java.util.ArrayList;
import java.util.List;

/** The templates of one rule while it is read: each must have a key that can fill it, and all that they point at is read at once. */
final class RuleTemplates {
    private static final String ANY_NUMBER = "#";

    private final ChannelPattern key;
    private final List<Pointer> pointers = new ArrayList<>();

    /** Of a rule for such keys. */
    RuleTemplates(ChannelPattern key) {
        this.key = key;
    }

    /** The template, if some key can fill it: a place for a later word than keys have would never be filled. */
    Template take(JsonMembers.Item item, Template template) throws InvalidRules {
        int most = key.words().size();
        if (template.keyWords() > most && !key.words().contains(ANY_NUMBER)) {
            throw item.wrong("the rule's key '" + key + "' has " + (most == 1 ? "1 word" : most + " words") + ", and {"
                    + (template.keyWords() - 1) + "} would be none of them: write "
                    + (most == 1 ? "{0}" : "{0} to {" + (most - 1) + "}") + ", or '#' in the key");
        }
        template.pointers().forEach(pointers::add);
        return template;
    }

    /** What those that were taken ask for of a body. */
    Pointers pointers() {
        return Pointers.of(pointers.stream());
    }
}
