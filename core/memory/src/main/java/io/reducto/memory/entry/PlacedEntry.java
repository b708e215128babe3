package io.reducto.memory.entry;

/** An entry and where it was found. */
public record PlacedEntry(Place place, Entry entry) {}
