package dev.eventsource.broker.access;

import dev.eventsource.broker.body.ComingBody;
import dev.eventsource.broker.http.BasicAuth;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.operator.Operator;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;

/** Refuses a call before its body where its head alone shows that no user, or no operator, makes it, and says where it proves one. Any thread may ask. */
@Singleton
final class BodyProof {
    private final Authentication authentication;
    private final Operator operator;

    @Inject
    BodyProof(Authentication authentication, Operator operator) {
        this.authentication = authentication;
        this.operator = operator;
    }

    void check(@Observes ComingBody body) {
        HttpServletRequest head = body.head();
        String path = head.getRequestURI().substring(head.getContextPath().length());
        if (path.startsWith("/users")) {
            operator.require(head);
            body.noteOperator();
        } else if (BasicAuth.isMeant(head.getHeader("Authorization"))) {
            body.await(authentication
                    .authenticate(Parameters.ofQuery(null), head.getHeader("Authorization"))
                    .thenAccept(user -> body.noteUser(user.key())));
        }
    }
}
