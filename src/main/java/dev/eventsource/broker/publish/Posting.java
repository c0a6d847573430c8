package dev.eventsource.broker.publish;

import dev.eventsource.broker.amqp.Post;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Messages of the broker's own on their way to RabbitMQ, in their order; nobody waits for RabbitMQ's word on them.
 *
 * @param outcome ends when they are sent, or given up
 */
record Posting(List<Post> posts, CompletableFuture<Void> outcome) implements Outgoing {
    Posting(List<Post> posts) {
        this(posts, new CompletableFuture<>());
    }

    @Override
    public long size() {
        return posts.stream().mapToLong(post -> post.body().length).sum();
    }

    @Override
    public void by(PublishSession session) throws IOException {
        session.post(posts);
        outcome.complete(null);
    }

    @Override
    public void giveUp(Obstacle reason) {
        outcome.completeExceptionally(reason.unavailable());
    }
}
