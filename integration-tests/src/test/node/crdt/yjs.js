// A map of Yjs for each replica. It shows one value of a key and does not tell the others.
'use strict';

const Y = require('yjs');

class YjsReplicas {
    constructor(count) {
        this.docs = [];
        for (let i = 0; i < count; i++) {
            const doc = new Y.Doc();
            doc.clientID = i + 1;
            this.docs.push(doc);
        }
        this.saved = new Map();
    }

    put(at, key, value) {
        this.docs[at].getMap('map').set(key, value);
    }

    remove(at, key) {
        this.docs[at].getMap('map').delete(key);
    }

    merge(at, from) {
        Y.applyUpdate(this.docs[at], Y.encodeStateAsUpdate(this.docs[from]));
    }

    delta(at, from) {
        const have = Y.encodeStateVector(this.docs[at]);
        Y.applyUpdate(this.docs[at], Y.encodeStateAsUpdate(this.docs[from], have));
    }

    save(at, slot) {
        this.saved.set(slot, Y.encodeStateAsUpdate(this.docs[at]));
    }

    load(at, slot) {
        Y.applyUpdate(this.docs[at], this.saved.get(slot));
    }

    view(at) {
        const map = this.docs[at].getMap('map');
        return [...map.keys()].map((key) => [key, [map.get(key)]]);
    }

    close() {
        this.docs.forEach((doc) => doc.destroy());
    }
}

module.exports = YjsReplicas;
