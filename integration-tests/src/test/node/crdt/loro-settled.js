// As loro.js, but of the keys of which one write knew all others that the replica has heard of, and
// those also without a value where they are not shown. The versions tell which write knew which.
'use strict';

const LoroReplicas = require('./loro.js');

class SettledLoroReplicas extends LoroReplicas {
    constructor(count) {
        super(count);
        this.writes = new Map();
    }

    put(at, key, value) {
        this.note(at, key);
        super.put(at, key, value);
    }

    remove(at, key) {
        this.note(at, key);
        super.remove(at, key);
    }

    note(at, key) {
        const seen = this.version(at);
        const peer = this.docs[at].peerIdStr;
        const write = { peer, counter: seen.get(peer) ?? 0, seen };
        this.writes.set(key, [...(this.writes.get(key) ?? []), write]);
    }

    version(at) {
        return this.docs[at].version().toJSON();
    }

    view(at) {
        const version = this.version(at);
        const shown = new Map(super.view(at));
        return [...this.writes]
            .map(([key, writes]) => [key, writes.filter((write) => knows(version, write))])
            .filter(([, writes]) => isSettled(writes))
            .map(([key]) => [key, shown.get(key) ?? []]);
    }
}

function isSettled(writes) {
    return writes.some((last) =>
        writes.every((write) => write === last || knows(last.seen, write)),
    );
}

function knows(version, { peer, counter }) {
    return counter < (version.get(peer) ?? 0);
}

module.exports = SettledLoroReplicas;
