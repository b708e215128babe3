// A map of Loro for each replica: a put assigns, a removal deletes, each in a commit of its own. It
// shows the last assignment or deletion of a key by Lamport's clock, then by peer, and keeps no other.
//
// A merge takes all updates, and takes them twice. A difference comes as one update for each
// operation, the latest first, and then again as a whole.
'use strict';

const { LoroDoc } = require('loro-crdt');

class LoroReplicas {
    constructor(count) {
        this.docs = [];
        for (let i = 0; i < count; i++) {
            const doc = new LoroDoc();
            doc.setPeerId(i + 1);
            this.docs.push(doc);
        }
        this.saved = new Map();
    }

    put(at, key, value) {
        this.docs[at].getMap('map').set(key, value);
        this.docs[at].commit();
    }

    remove(at, key) {
        this.docs[at].getMap('map').delete(key);
        this.docs[at].commit();
    }

    merge(at, from) {
        const updates = this.docs[from].export({ mode: 'update' });
        this.docs[at].import(updates);
        whole(this.docs[at].import(updates));
    }

    delta(at, from) {
        const have = this.docs[at].version();
        const whatIsMore = this.docs[from].export({ mode: 'update', from: have });
        single(this.docs[from], have.toJSON()).forEach((update) => this.docs[at].import(update));
        whole(this.docs[at].import(whatIsMore));
        have.free();
    }

    save(at, slot) {
        this.saved.set(slot, this.docs[at].export({ mode: 'snapshot' }));
    }

    load(at, slot) {
        whole(this.docs[at].import(this.saved.get(slot)));
    }

    view(at) {
        const map = this.docs[at].getMap('map');
        return map.entries().map(([key, value]) => [key, [value]]);
    }

    close() {
        this.docs.forEach((doc) => doc.free());
    }
}

/** An update for each operation that is not had, the latest of a peer first. */
function single(doc, have) {
    const updates = [];
    for (const [peer, end] of doc.version().toJSON()) {
        for (let counter = end - 1; counter >= (have.get(peer) ?? 0); counter--) {
            const spans = [{ id: { peer, counter }, len: 1 }];
            updates.push(doc.export({ mode: 'updates-in-range', spans }));
        }
    }
    return updates;
}

/** Refuses an import after which an update still waits for another one. */
function whole(status) {
    if (status.pending !== null) {
        throw new Error(`waits for others: ${JSON.stringify([...status.pending])}`);
    }
}

module.exports = LoroReplicas;
