package io.reducto.repository.log;

import io.reducto.repository.format.CommitRecord;
import java.util.Optional;

/**
 * What to commit on top of a parent. Asked again with another parent after a lost race; must not
 * touch the repository.
 */
@FunctionalInterface
public interface CommitContent {
    /**
     * The change; nothing when there is none to make any more.
     *
     * @param parent the newest record; {@link CommitRecord#BEFORE_FIRST} in a new repository
     */
    Optional<CommitChange> onto(CommitRecord parent);
}
