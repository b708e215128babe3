// Replays histories and says after each step what its replica shows.
// node replay.js automerge|yjs|loro|loro-settled HISTORIES VIEWS
//
// HISTORIES has one history a line: {"replicas":3,"steps":[["put",0,"x","v0"],["remove",1,"x"],
// ["merge",0,2],["delta",0,2],["save",1,0],["load",2,0]]}: kind, replica, and what it takes.
// VIEWS receives one line for each: an array with, for each step, the keys that the replica shows,
// sorted, each with its values, sorted: [["x",["v0"]]].
'use strict';

const { readFileSync, writeFileSync } = require('node:fs');

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function sorted(view) {
    view.forEach(([, values]) => values.sort(byText));
    return view.sort(([a], [b]) => byText(a, b));
}

function replay(Replicas, history) {
    const replicas = new Replicas(history.replicas);
    const views = history.steps.map(([kind, at, ...rest]) => {
        replicas[kind](at, ...rest);
        return sorted(replicas.view(at));
    });
    replicas.close();
    return views;
}

function main([library, histories, views]) {
    const Replicas = require(`./${library}.js`);
    const lines = readFileSync(histories, 'utf8').split('\n').filter((line) => line !== '');
    const answers = lines.map((line) => JSON.stringify(replay(Replicas, JSON.parse(line))));
    writeFileSync(views, answers.map((answer) => `${answer}\n`).join(''));
}

main(process.argv.slice(2));
