// Sends a file as plain segments, by docs/format/segments.md and nothing else of Reducto.
// node publish.js BROKER TOPIC FILE DATASET OBJECT VERSION UPLOAD
'use strict';

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { Kafka, Partitioners, logLevel } = require('kafkajs');

const CONTENT_BYTES = 960 * 1024;

async function main([broker, topic, file, dataSet, object, version, upload]) {
    const content = readFileSync(file);
    const kafka = new Kafka({ clientId: 'kafkajs', brokers: [broker], logLevel: logLevel.ERROR });
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const count = Math.max(1, Math.ceil(content.length / CONTENT_BYTES));
    for (let ordinal = 0; ordinal < count; ordinal++) {
        const headers = {
            'reducto-dataset': dataSet,
            'reducto-object': object,
            'reducto-version': version,
            'reducto-upload': upload,
            'reducto-seq': String(ordinal),
        };
        if (ordinal === count - 1) {
            headers['reducto-last'] = 'true';
            headers['reducto-length'] = String(content.length);
            headers['reducto-sha256'] = createHash('sha256').update(content).digest('hex');
        }
        const value = content.subarray(ordinal * CONTENT_BYTES, (ordinal + 1) * CONTENT_BYTES);
        // One after the other: order is the publisher's duty.
        await producer.send({ topic, messages: [{ key: `${dataSet}|${object}`, value, headers }] });
    }
    await producer.disconnect();
}

main(process.argv.slice(2)).catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
