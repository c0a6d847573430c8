package dev.eventsource.broker.source;

import dev.eventsource.broker.channel.ChannelPattern;

/**
 * How many words the routing keys have that a rule is for: a place for a later one would never be filled.
 *
 * @param key the rule's
 */
record KeyReach(ChannelPattern key) {
    private static final String ANY_NUMBER = "#";

    /** The template, if some key can fill it. */
    Template require(JsonMembers.Item item, Template template) throws InvalidRules {
        int most = key.words().size();
        if (template.keyWords() > most && !key.words().contains(ANY_NUMBER)) {
            throw item.wrong("the rule's key '" + key + "' has " + (most == 1 ? "1 word" : most + " words") + ", and {"
                    + (template.keyWords() - 1) + "} would be none of them: write "
                    + (most == 1 ? "{0}" : "{0} to {" + (most - 1) + "}") + ", or '#' in the key");
        }
        return template;
    }
}
