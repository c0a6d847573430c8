package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that renders what is given to Kubernetes, and checks it against the schemas, a directory beside the program that does. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresProgram(
        value = {"kubectl", "kubeconform", "kubernetes-schemas"},
        howToGetIt =
                "install kubectl, on Debian: apt-get install kubernetes-client; build kubeconform by .ci/kubeconform"
                        + " and put the directory that it prints on the PATH")
public @interface RequiresKubernetesTools {}
