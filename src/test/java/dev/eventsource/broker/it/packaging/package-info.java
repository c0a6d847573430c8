/**
 * What operators install: the WAR with the list of its parts and their licences, and the files of {@code server-config} for systemd,
 * containers and Kubernetes.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>Each file is given to the program that it is written for, or to that program's own check. Where there is none (a daemon of
 *       containers, a cluster, a systemd that runs), the file says so at its top.
 *   <li>A container is built and run without one: its steps are those of the Containerfile, in a tree, a network, a table of
 *       processes and an account of their own, so nothing in it can need the network or be root's. The image that it is
 *       based on is this machine's own programs, read-only.
 * </ul>
 */
@NullMarked
package dev.eventsource.broker.it.packaging;

import org.jspecify.annotations.NullMarked;
