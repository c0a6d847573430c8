package dev.eventsource.broker.user;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The issuers that users' documents name, which those know who take tokens. Any thread may ask, and waits; {@code Unavailable} where
 * MongoDB does not answer.
 */
@Singleton
public final class IssuerDocuments {
    /** So many users may have such; a node reads all of them. */
    public static final int MOST_USERS = 500;

    private final Users users;

    @Inject
    IssuerDocuments(Users users) {
        this.users = users;
    }

    /**
     * An issuer as a document has it.
     *
     * @param user the key of the user who names it
     * @param number which of the user's it is, from 1
     * @param json what stands there, which may be anything, and may have a secret
     */
    public record Named(String user, int number, String json) {
        @Override
        public String toString() {
            return "Named[" + user + " " + number + "]";
        }
    }

    /** Those of all users who are not disabled, in the order of their keys, of the first 500 of them. */
    public List<Named> read() {
        return users.withIssuers(MOST_USERS);
    }

    /** Which of these names are users' keys. */
    public Set<String> keysAmong(Collection<String> names) {
        return users.keysAmong(List.copyOf(names));
    }
}
