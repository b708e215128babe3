package io.reducto.operators.chunk;

import io.reducto.schemas.segment.RejectionReason;

/** A rule of uploads that was broken: what would have been right, and what was there instead. */
record BrokenRule(RejectionReason reason, String expected, String found) {}
