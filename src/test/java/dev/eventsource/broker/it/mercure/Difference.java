package dev.eventsource.broker.it.mercure;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where this hub answers otherwise than the official one.
 *
 * @param names what is special about the call: one that explains it, or all that may
 */
record Difference(List<String> names, String there, String here) {
    /** Of a row of a table: what is special about the call, the answers, and why. */
    static Stream<Difference> ofRow(String row) {
        String[] cells = row.replace("\\|", "\u0000").split(" *\\| *", -1);
        return cells.length < 5 || !cells[1].startsWith("`")
                ? Stream.empty()
                : Stream.of(new Difference(List.of(text(cells[1])), text(cells[2]), text(cells[3])));
    }

    private static String text(String cell) {
        return cell.replace("`", "").replace('\u0000', '|');
    }

    boolean explains(Difference other) {
        return other.names.contains(names.get(0)) && other.there.equals(there) && other.here.equals(here);
    }
}
