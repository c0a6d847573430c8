package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.event.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether all calls under one key had the same answer, and none was refused. That it came once, the subscribers' books say. Stateless. */
public final class OnceJudge {
    private OnceJudge() {}

    public static List<Finding> judge(Answers answers) {
        List<Finding> findings = new ArrayList<>();
        answers.byKey().forEach((key, all) -> {
            Set<String> different = new TreeSet<>(all);
            boolean isRefused = all.stream().anyMatch(answer -> answer.matches("(?s)\\d{3} .*"));
            if (isRefused || different.size() > 1) {
                findings.add(new Finding(Finding.Kind.ANSWERS_DIFFER, key, "was answered " + all, List.of()));
            }
        });
        return findings;
    }
}
