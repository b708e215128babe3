package io.reducto.connectors.memory;

import java.util.List;

/**
 * What one look at a remote has found.
 *
 * @param upTo the commit up to which the remote is read then; empty where it has none
 */
record RemoteNews(String upTo, List<Arrived> arrived) {}
