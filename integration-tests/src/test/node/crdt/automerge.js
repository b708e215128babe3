// A map of Automerge for each replica: a put assigns, a removal deletes, a merge takes all changes
// or those that are missing.
//
// What a replica shows is asked of the document, not of the JavaScript object that follows it by
// patches: that of 3.5.0 goes wrong. After ["put",0,"x","v6"], ["put",2,"x","v9"], ["delta",1,2],
// ["remove",2,"x"], ["merge",0,2], ["merge",1,0] the object of replica 1 says v9, the document and
// whoever loads it say v6.
'use strict';

const A = require('@automerge/automerge');

class AutomergeReplicas {
    constructor(count) {
        this.docs = [];
        for (let i = 0; i < count; i++) {
            this.docs.push(A.init({ actor: `a${i}`.padStart(8, '0') }));
        }
        this.saved = new Map();
    }

    put(at, key, value) {
        this.docs[at] = A.change(this.docs[at], (map) => {
            map[key] = new A.ImmutableString(value);
        });
    }

    remove(at, key) {
        if (A.getBackend(this.docs[at]).getAll('/', key).length > 0) {
            this.docs[at] = A.change(this.docs[at], (map) => {
                delete map[key];
            });
        }
    }

    merge(at, from) {
        this.docs[at] = A.merge(this.docs[at], this.docs[from]);
    }

    delta(at, from) {
        const changes = A.getChangesSince(this.docs[from], A.getHeads(this.docs[at]));
        [this.docs[at]] = A.applyChanges(this.docs[at], changes);
    }

    save(at, slot) {
        this.saved.set(slot, A.save(this.docs[at]));
    }

    load(at, slot) {
        this.docs[at] = A.merge(this.docs[at], A.load(this.saved.get(slot)));
    }

    view(at) {
        const document = A.getBackend(this.docs[at]);
        return document
            .keys('/')
            .map((key) => [key, document.getAll('/', key).map(([, value]) => value)]);
    }

    close() {
        this.docs.forEach((doc) => A.free(doc));
    }
}

module.exports = AutomergeReplicas;
