/**
 * Between bytes of files and a Git remote, by the {@code git} program of the user: paths and bytes
 * in, commits out.
 *
 * <p>Knows nothing of entries or of states that merge. Credentials, SSH and proxies are those of
 * the user's own program. Sections "Files of a clone" and "Exchange" of {@code
 * docs/format/memory.md} are the contract.
 */
@NullMarked
package io.reducto.memory.git;

import org.jspecify.annotations.NullMarked;
