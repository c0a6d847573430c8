package dev.eventsource.broker.operator;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Leaves the token that was drawn for this run where none but the server's own account can read it, and the log says where.
 * It lies in the directory that the server gives each application for itself (Jakarta Servlet 6.0, section 4.8.1), and is
 * gone with the broker.
 */
@WebListener
public class OperatorTokenFile implements ServletContextListener {
    private static final Logger LOG = System.getLogger(OperatorTokenFile.class.getName());

    @Inject
    OperatorToken token;

    @Override
    public void contextInitialized(ServletContextEvent deployment) {
        if (token.isShort()) {
            LOG.log(
                    Level.WARNING,
                    "ADMIN_TOKEN is shorter than 16 characters and may be guessed: draw one, as by openssl rand -hex 24");
        }
        if (!token.isDrawn()) {
            return;
        }
        Path file = file(deployment.getServletContext());
        try {
            write(file);
            LOG.log(Level.INFO, "ADMIN_TOKEN is not set; the token of this run''s operators is in {0}", file);
        } catch (IOException e) {
            LOG.log(
                    Level.ERROR,
                    "Nobody can be an operator: set ADMIN_TOKEN, for one cannot be written to {0}: {1}",
                    file,
                    e);
        }
    }

    /** Made under another name, which the platform does with rights for its owner alone, and never less than whole. */
    private void write(Path file) throws IOException {
        Path made = Files.createTempFile(file.getParent(), "operator", ".token");
        try {
            Files.write(made, token.bytes());
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent undeployment) {
        try {
            Files.deleteIfExists(file(undeployment.getServletContext()));
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "The token of the operators of a run that is over was left behind: {0}",
                    e.toString());
        }
    }

    private static Path file(ServletContext context) {
        return ((File) context.getAttribute(ServletContext.TEMPDIR)).toPath().resolve("operator-token");
    }
}
