package dev.eventsource.broker.source;

import dev.eventsource.broker.channel.ChannelPattern;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How some messages become events.
 *
 * @param number its place among the rules, from 0: the first that matches counts
 * @param exchange whose messages it is for; null: of every source
 * @param key which routing keys it is for
 * @param headers what headers have to be, by their names
 * @param channels where the event goes, at least one
 * @param id the event's; null: none, for a message's own may be another's as well, and who comes back would miss what is between
 * @param name the event's; null: the message's type where its format has one and it can be a name
 * @param user whose channel it is; null: the channel of everyone
 * @param base64 whether a body that is no text goes out in base64
 * @param lastValue whether it is a last value, and of which key; null: it is none
 * @param once under which key it is to come once; null: however often
 * @param pointers what of the payload all of these ask for
 */
record Rule(
        int number,
        @Nullable String exchange,
        ChannelPattern key,
        Map<String, String> headers,
        List<Template> channels,
        Data data,
        @Nullable Template id,
        @Nullable Template name,
        @Nullable Template user,
        boolean base64,
        @Nullable LastValueRule lastValue,
        @Nullable Template once,
        Pointers pointers) {

    /** Where one of its fields is, as a JSON pointer. */
    String at(String field) {
        return "/rules/" + number + "/" + field;
    }
}
