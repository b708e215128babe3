/*
 * ISA-L's products over GF(2^8) on stripes of ours.
 *
 *   reed_solomon K M LOST SHARD_BYTES SECONDS    GB/s of data: K shards in
 *
 * LOST 0 encodes; above 0 the first LOST data shards come out of the first K that are left. What is
 * rebuilt is compared before anything is timed.
 */
#include "measure.h"
#include <isa-l.h>
#include <string.h>

enum { SHARDS_MAX = 256 };

static int k, outputs, length;
static uint8_t *sources[SHARDS_MAX], *targets[SHARDS_MAX];
static uint8_t *tables;

static void multiply(void) { ec_encode_data(length, k, outputs, tables, sources, targets); }

static void use(const uint8_t *rows, int count) {
    outputs = count;
    tables = allocate((size_t) 32 * k * count);
    ec_init_tables(k, count, (uint8_t *) rows, tables);
}

static int rebuild(uint8_t **shards, const uint8_t *matrix, int lost) {
    uint8_t *left = allocate((size_t) k * k), *inverse = allocate((size_t) k * k);
    for (int i = 0; i < k; i++) {
        memcpy(left + k * i, matrix + k * (i + lost), (size_t) k);
        sources[i] = shards[i + lost];
    }
    if (gf_invert_matrix(left, inverse, k) != 0) return -1;
    for (int i = 0; i < lost; i++) targets[i] = allocate((size_t) length);
    use(inverse, lost);
    multiply();
    for (int i = 0; i < lost; i++) {
        if (memcmp(targets[i], shards[i], (size_t) length) != 0) return -1;
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 6) {
        fprintf(stderr, "usage: reed_solomon K M LOST SHARD_BYTES SECONDS\n");
        return 2;
    }
    k = atoi(argv[1]);
    int m = atoi(argv[2]), lost = atoi(argv[3]);
    length = atoi(argv[4]);
    uint8_t *shards[SHARDS_MAX];
    uint8_t *matrix = allocate((size_t) (k + m) * k);
    gf_gen_cauchy1_matrix(matrix, k + m, k);
    for (int i = 0; i < k + m; i++) {
        shards[i] = allocate((size_t) length);
        for (int p = 0; p < length; p++) shards[i][p] = (uint8_t) rand();
    }
    for (int i = 0; i < k; i++) sources[i] = shards[i];
    for (int i = 0; i < m; i++) targets[i] = shards[k + i];
    use(matrix + k * k, m);
    multiply();
    if (lost > 0 && rebuild(shards, matrix, lost) != 0) {
        fprintf(stderr, "what was rebuilt is not what was lost\n");
        return 1;
    }
    measure(atof(argv[5]), (double) k * length, multiply);
    return 0;
}
