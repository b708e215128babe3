package io.reducto.repository.run;

/**
 * A finished run, as a commit record names it.
 *
 * @param kind what it maps to what
 * @param entries number of its entries
 * @param first its least key
 * @param last its greatest key
 * @param root where its root page is
 * @param levels number of pages between the root and a value, both included
 */
public record RunSummary(
        RunKind kind, long entries, Slice first, Slice last, PageReference root, int levels) {}
