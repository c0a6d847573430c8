package dev.eventsource.broker.it.support;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

final class ProgramCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return evaluate(context.getElement());
    }

    static ConditionEvaluationResult evaluate(Optional<AnnotatedElement> test) {
        return AnnotationSupport.findAnnotation(test, RequiresProgram.class)
                .map(ProgramCondition::evaluate)
                .orElseGet(() -> ConditionEvaluationResult.enabled("nothing is required"));
    }

    private static ConditionEvaluationResult evaluate(RequiresProgram required) {
        String missing = Arrays.stream(required.value())
                .filter(names -> Arrays.stream(names.split(" ")).allMatch(ProgramCondition::isMissing))
                .collect(joining(", "));
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("everything required is here");
        }
        String message = required.isEverywhere()
                ? Requirement.message(missing, required.howToGetIt())
                : Requirement.words(missing, required.howToGetIt());
        return ConditionEvaluationResult.disabled(message);
    }

    private static boolean isMissing(String name) {
        return new Program(name).find().isEmpty();
    }
}
