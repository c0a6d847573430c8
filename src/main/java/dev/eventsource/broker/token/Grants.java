package dev.eventsource.broker.token;

import dev.eventsource.broker.channel.ChannelPattern;
import java.util.List;
import java.util.stream.Stream;

/** Everything that a token allows. Never changes, so any thread may ask. */
public record Grants(List<Grant> all) {
    static final Grants NONE = new Grants(List.of());

    public Grants {
        all = List.copyOf(all);
    }

    Grants and(Grants others) {
        return others.all.isEmpty()
                ? this
                : new Grants(Stream.concat(all.stream(), others.all.stream()).toList());
    }

    /** Whether it allows that on the channel of this name. */
    public boolean allow(Right right, String channel) {
        return all.stream().anyMatch(grant -> grant.allows(right, channel));
    }

    /** Whether it allows that on all channels of a pattern, in these very words. */
    public boolean allow(Right right, ChannelPattern pattern) {
        return all.stream().anyMatch(grant -> grant.allows(right, pattern));
    }

    /** The channels on which it allows that by their names, each once. */
    public List<String> channels(Right right) {
        return all.stream()
                .filter(grant -> grant.rights().contains(right))
                .flatMap(grant -> Stream.ofNullable(grant.channel()))
                .distinct()
                .toList();
    }

    /** The patterns on whose channels it allows that, each once. */
    public List<ChannelPattern> patterns(Right right) {
        return all.stream()
                .filter(grant -> grant.rights().contains(right))
                .flatMap(grant -> Stream.ofNullable(grant.pattern()))
                .distinct()
                .toList();
    }
}
