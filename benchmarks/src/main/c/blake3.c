/*
 * BLAKE3 of the library of its authors.
 *
 *   blake3 FILE          the digest, in hex
 *   blake3 FILE SECONDS  GB/s
 */
#include "measure.h"
#include <blake3.h>

static uint8_t *input;
static size_t input_length;
static uint8_t digest[BLAKE3_OUT_LEN];

static void hash(void) {
    blake3_hasher hasher;
    blake3_hasher_init(&hasher);
    blake3_hasher_update(&hasher, input, input_length);
    blake3_hasher_finalize(&hasher, digest, sizeof digest);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: blake3 FILE [SECONDS]\n");
        return 2;
    }
    input = load(argv[1], &input_length);
    if (argc > 2) {
        measure(atof(argv[2]), (double) input_length, hash);
        return 0;
    }
    hash();
    for (size_t i = 0; i < sizeof digest; i++) printf("%02x", digest[i]);
    printf("\n");
    return 0;
}
