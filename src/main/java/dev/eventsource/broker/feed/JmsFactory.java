package dev.eventsource.broker.feed;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.jms.admin.RMQConnectionFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes JMS connections over an AMQP connection that is there already, and whose AMQP consumers are wrapped. JMS offers no
 * way to either, but lets the AMQP factory be replaced; the connections and channels of this one are stand-ins that hand
 * everything on and wrap what consumes.
 */
@SuppressWarnings("serial") // JNDI could store a connection factory; this one is never bound
final class JmsFactory extends RMQConnectionFactory {
    /** Of the {@code basicConsume} that JMS calls, the last of which is the consumer. */
    private static final int PARAMETERS = 7;

    private final transient Connection amqp;
    private final transient UnaryOperator<Consumer> wrapping;

    JmsFactory(Connection amqp, UnaryOperator<Consumer> wrapping) {
        this.amqp = amqp;
        this.wrapping = wrapping;
    }

    @Override
    protected ConnectionFactory createConnectionFactory() {
        return new ConnectionFactory() {
            @Override
            public Connection newConnection() {
                return wrapped(amqp);
            }
        };
    }

    private Connection wrapped(Connection connection) {
        return standIn(Connection.class, (method, arguments) -> {
            Object result = invoke(connection, method, arguments);
            return result instanceof Channel channel ? wrapped(channel) : result;
        });
    }

    private Channel wrapped(Channel channel) {
        return standIn(Channel.class, (method, given) -> {
            if (method.getName().equals("basicConsume") && given.length == PARAMETERS) {
                given[PARAMETERS - 1] = wrapping.apply((Consumer) given[PARAMETERS - 1]);
            }
            return isInVain(method, channel) ? null : invoke(channel, method, given);
        });
    }

    /** On a lost connection JMS would log each message that was still to be acknowledged, with a stack trace. */
    private static boolean isInVain(Method method, Channel channel) {
        return method.getName().equals("basicAck") && !channel.isOpen();
    }

    private interface Call {
        @Nullable
        Object on(Method method, @Nullable Object[] arguments) throws Throwable;
    }

    private static <T> T standIn(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call.on(method, arguments == null ? new Object[0] : arguments)));
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
