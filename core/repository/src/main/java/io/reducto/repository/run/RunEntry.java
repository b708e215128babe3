package io.reducto.repository.run;

/** A key of a run and its value. */
public record RunEntry(Slice key, Slice value) {}
