package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.broker.DirectFeed;
import dev.eventsource.broker.bench.feed.FeedPort;
import dev.eventsource.broker.bench.obvious.BroadcastApplication;
import dev.eventsource.broker.process.Target;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What is deployed to be measured, written anew each time. */
final class Wars {
    /** The classes of a WAR are its own, though the server's class path has them too. */
    private static final StringAsset OWN_CLASSES =
            new StringAsset("<payara-web-app><class-loader delegate=\"false\"/></payara-web-app>");

    private Wars() {}

    /** The WAR that ships, and the feed beside its classes, in a file of its own for whoever starts at the same time. */
    static Path brokerWithFeed(String file) {
        WebArchive shipped = ShrinkWrap.createFromZipFile(
                WebArchive.class, Target.file("broker.war").toFile());
        return export(shipped.addPackage(DirectFeed.class.getPackage()), Target.file(file));
    }

    static Path obvious() {
        WebArchive war = ShrinkWrap.create(WebArchive.class)
                .addPackage(BroadcastApplication.class.getPackage())
                .addAsWebInfResource(OWN_CLASSES, "payara-web.xml");
        return export(war, Target.file("bench-obvious.war"));
    }

    private static Path export(WebArchive war, Path file) {
        war.addPackage(FeedPort.class.getPackage()).as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }
}
