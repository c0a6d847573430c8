package dev.eventsource.broker.ledger.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between a node and a server of RabbitMQ: passes bytes on, until it is cut. Each connection has two threads, which end
 * with it. {@code isCut} is guarded by this object's lock, at which the threads wait.
 */
final class Link implements AutoCloseable {
    private static final int BUFFER = 16 << 10;

    private final int port;
    private final int target;
    private final ServerSocket door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private boolean isCut;

    /** A whole link from one port of the loopback interface to another. */
    Link(int port, int target) {
        this.port = port;
        this.target = target;
        try {
            door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::acceptAll);
    }

    int port() {
        return port;
    }

    /** From now on nothing passes, and nobody is told; what is under way comes when the link heals. */
    synchronized void cut() {
        isCut = true;
    }

    synchronized void heal() {
        isCut = false;
        notifyAll();
    }

    /** Breaks every connection off, as a firewall that has forgotten them. */
    void reset() {
        sockets.forEach(Link::reset);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // Which is what was wanted.
        }
    }

    private synchronized void awaitWhole() throws InterruptedException {
        while (isCut) {
            wait();
        }
    }

    private void acceptAll() {
        while (!door.isClosed()) {
            try {
                awaitWhole();
                Socket near = door.accept();
                awaitWhole();
                connect(near);
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                // The door was closed, and the loop ends, or a client has left again.
            }
        }
    }

    private void connect(Socket near) {
        sockets.add(near);
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(far);
            start(() -> pass(near, far));
            start(() -> pass(far, near));
        } catch (IOException nobodyThere) {
            sockets.remove(near);
            reset(near);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitWhole();
                out.write(buffer, 0, count);
            }
        } catch (IOException brokenOff) {
            // Both ends are closed, as they would be without anything between them.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "ledger-link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        heal();
        reset();
    }
}
