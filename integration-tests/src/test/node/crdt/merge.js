// Takes the time of merges, for benchmarks/run-crdt.
// node --expose-gc merge.js automerge|yjs|loro INPUT
//
// INPUT: {"warmups":1,"rounds":3,"keys":[…],"values":[…],"changes":[…]}: two replicas know the keys
// and values; one of them has put the changes under every other key since. Says one object: times
// of the merge of its state and of its difference in bytes, and both in base64.
'use strict';

const { readFileSync } = require('node:fs');
const A = require('@automerge/automerge');
const { LoroDoc } = require('loro-crdt');
const Y = require('yjs');

/** Values as scalars, each put a change of its own, as they come one by one. */
const automerge = {
    init: () => A.init({ actor: '00' }),
    put: (doc, key, value) =>
        A.change(doc, (map) => {
            map[key] = new A.ImmutableString(value);
        }),
    copy: (doc, replica) => A.clone(doc, { actor: replica === 'a' ? '00' : '01' }),
    state: (doc) => A.save(doc),
    delta: (doc, have) => A.saveSince(doc, A.getHeads(have)),
    merge: (doc, other) => A.merge(doc, other),
    take: (doc, delta) => A.loadIncremental(doc, delta),
    get: (doc, key) => doc[key].toString(),
    size: (doc) => Object.keys(doc).length,
    free: (doc) => A.free(doc),
};

/** There is no merge of documents but by bytes; to write them is part of it. */
const yjs = {
    init: () => new Y.Doc(),
    put: (doc, key, value) => {
        doc.getMap('map').set(key, value);
        return doc;
    },
    copy: (doc) => {
        const copy = new Y.Doc();
        copy.getMap('map');
        Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
        return copy;
    },
    state: (doc) => Y.encodeStateAsUpdate(doc),
    delta: (doc, have) => Y.encodeStateAsUpdate(doc, Y.encodeStateVector(have)),
    merge: (doc, other) => {
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
        return doc;
    },
    take: (doc, delta) => {
        Y.applyUpdate(doc, delta);
        return doc;
    },
    get: (doc, key) => doc.getMap('map').get(key),
    size: (doc) => doc.getMap('map').size,
    free: (doc) => doc.destroy(),
};

/**
 * As with Yjs: by bytes. Those of all updates, from which a replica can be made again; a snapshot has
 * the values beside them, to be loaded faster, and is larger and slower to merge. A copy decodes
 * itself on its first use, which is no part of a merge.
 */
const loro = {
    init: () => new LoroDoc(),
    put: (doc, key, value) => {
        doc.getMap('map').set(key, value);
        doc.commit();
        return doc;
    },
    copy: (doc) => {
        const copy = LoroDoc.fromSnapshot(doc.export({ mode: 'snapshot' }));
        copy.getMap('map').toJSON();
        return copy;
    },
    state: (doc) => doc.export({ mode: 'update' }),
    delta: (doc, have) => doc.export({ mode: 'update', from: have.version() }),
    merge: (doc, other) => {
        doc.import(other.export({ mode: 'update' }));
        return doc;
    },
    take: (doc, delta) => {
        doc.import(delta);
        return doc;
    },
    get: (doc, key) => doc.getMap('map').get(key),
    size: (doc) => doc.getMap('map').size,
    free: (doc) => doc.free(),
};

function check(library, doc, { keys, values, changes }) {
    keys.forEach((key, i) => {
        const expected = i % 2 === 0 ? changes[i / 2] : values[i];
        if (library.get(doc, key) !== expected) {
            throw new Error(`${key}: expected ${expected}, found ${library.get(doc, key)}`);
        }
    });
    if (library.size(doc) !== keys.length) {
        throw new Error(`expected ${keys.length} keys, found ${library.size(doc)}`);
    }
    return doc;
}

function times(library, mine, { warmups, rounds }, work) {
    const ms = [];
    for (let i = 0; i < warmups + rounds; i++) {
        const fresh = library.copy(mine, 'a');
        global.gc();
        const from = process.hrtime.bigint();
        const merged = work(fresh);
        ms.push(Number(process.hrtime.bigint() - from) / 1e6);
        library.free(merged);
    }
    const measured = ms.slice(warmups).sort((a, b) => a - b);
    return { medianMs: measured[Math.floor(rounds / 2)], bestMs: measured[0] };
}

function main([name, file]) {
    const library = { automerge, yjs, loro }[name];
    const input = JSON.parse(readFileSync(file, 'utf8'));
    const { keys, values, changes } = input;
    const mine = keys.reduce((doc, key, i) => library.put(doc, key, values[i]), library.init());
    const theirs = changes.reduce(
        (doc, change, i) => library.put(doc, keys[2 * i], change),
        library.copy(mine, 'b'),
    );
    const delta = library.delta(theirs, mine);
    const both = check(library, library.merge(library.copy(mine, 'a'), theirs), input);
    check(library, library.take(library.copy(mine, 'a'), delta), input);
    const base64 = (bytes) => Buffer.from(bytes).toString('base64');
    const answer = {
        merge: times(library, mine, input, (doc) => library.merge(doc, theirs)),
        take: times(library, mine, input, (doc) => library.take(doc, delta)),
        state: base64(library.state(both)),
        delta: base64(delta),
    };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
}

main(process.argv.slice(2));
