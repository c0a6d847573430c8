package dev.eventsource.broker.it.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * RabbitMQ's programs as commands: the machine's own, or with {@code it.rabbitmq} those of the Debian in that directory, as
 * {@code .ci/rabbitmq4} puts it there. These run as root, see this project and the machine's processes, and share its network.
 */
final class RabbitMqPrograms {
    private static final String TREE = System.getProperty("it.rabbitmq", "");

    /** What it mounts is its own to see, and gone with it. */
    private static final String ENTER = """
            mount --rbind /proc "$1/proc"
            mkdir -p "$1$2"
            mount --rbind "$2" "$1$2"
            tree=$1
            shift 2
            exec chroot "$tree" env PATH=/usr/lib/rabbitmq/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
            """;

    private RabbitMqPrograms() {}

    static List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (TREE.isEmpty()) {
            command.add(new Program(program).path().toString());
        } else {
            String project = Path.of("").toAbsolutePath().toString();
            command.addAll(List.of("unshare", "--mount", "sh", "-ec", ENTER, "enter", TREE, project, program));
        }
        command.addAll(List.of(arguments));
        return command;
    }
}
