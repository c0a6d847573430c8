package dev.eventsource.broker.source;

import jakarta.json.stream.JsonParsingException;

/** Where somebody who writes JSON by hand has slipped: the parser's own words are of its tokens. */
final class JsonSlip {
    /** How much of what stands before it is shown, in UTF-16 units. */
    private static final int SHOWN = 40;

    private JsonSlip() {}

    /** The line, what is read up to there, and what mostly is amiss. */
    static String inWords(String json, JsonParsingException slip) {
        int end = (int) Math.max(0, Math.min(slip.getLocation().getStreamOffset(), json.length()));
        String read = json.substring(Math.max(0, end - SHOWN), end).strip().replaceAll("\\s+", " ");
        String place = read.isEmpty()
                ? "nothing stands there"
                : "line " + slip.getLocation().getLineNumber() + ", behind " + read;
        return place
                + ": look there for a comma that is missing or too many, a quote or a bracket; JSON has no comments";
    }
}
