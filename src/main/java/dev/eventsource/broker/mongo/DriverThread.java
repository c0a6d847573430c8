package dev.eventsource.broker.mongo;

import com.mongodb.internal.connection.PowerOfTwoBufferPool;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;

/**
 * The thread that the driver starts for all clients and leaves behind when they are closed: it would keep every class of
 * an undeployed broker in memory. The driver gives no other way to end it.
 */
final class DriverThread {
    private static final Logger LOG = System.getLogger(DriverThread.class.getName());

    private DriverThread() {}

    static void end() {
        try {
            Method disablePruning = PowerOfTwoBufferPool.class.getDeclaredMethod("disablePruning");
            disablePruning.setAccessible(true);
            disablePruning.invoke(PowerOfTwoBufferPool.DEFAULT);
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "The MongoDB driver's own thread cannot be ended", e);
        }
    }
}
