/** One class per job: topology, uids, options, main. */
@NullMarked
package io.reducto.jobs;

import org.jspecify.annotations.NullMarked;
