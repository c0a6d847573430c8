package dev.eventsource.broker.wildfly;

import java.io.IOException;
import java.util.List;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;

/** The JNDI names of a running WildFly under which the broker looks up its settings. */
record SettingBindings(ModelControllerClient server) {
    private static final String FOLDER = "java:global/eventsource/";

    /** Every name that is bound, the operators' script's among them. */
    List<String> names() throws IOException {
        ModelNode operation = Operations.createOperation("read-children-names", naming());
        operation.get("child-type").set("binding");
        return execute(operation).asList().stream()
                .map(ModelNode::asString)
                .filter(name -> name.startsWith(FOLDER))
                .map(name -> name.substring(FOLDER.length()))
                .toList();
    }

    void add(String name, String value) throws IOException {
        ModelNode operation = Operations.createAddOperation(address(name));
        operation.get("binding-type").set("simple");
        operation.get("type").set(String.class.getName());
        operation.get("value").set(value);
        execute(operation);
    }

    /** At once, and not at the server's next start. */
    void remove(String name) throws IOException {
        ModelNode operation = Operations.createRemoveOperation(address(name));
        operation.get("operation-headers", "allow-resource-service-restart").set(true);
        execute(operation);
    }

    private ModelNode execute(ModelNode operation) throws IOException {
        ModelNode outcome = server.execute(operation);
        if (!Operations.isSuccessfulOutcome(outcome)) {
            throw new IllegalStateException(
                    Operations.getFailureDescription(outcome).asString());
        }
        return Operations.readResult(outcome);
    }

    private static ModelNode naming() {
        return Operations.createAddress("subsystem", "naming");
    }

    private static ModelNode address(String name) {
        return naming().add("binding", FOLDER + name);
    }
}
