/*
 * Answers questions about stripes with Intel's ISA-L, for comparison with our own code.
 *
 * Reads requests from stdin until it ends, writes answers to stdout. Numbers are 32 bits, little
 * endian; matrices are row by row, shards one after the other.
 *
 *   'M' k m                               -> m*k   parity rows of V * inverse(top of V), V[r][c] = r^c
 *   'C' k rows len matrix[rows*k] in[k*len] -> rows*len  matrix * in
 *   'D' k len matrix[k*k] in[k*len]        -> k*len  inverse(matrix) * in
 *
 * Exit code: 0 done, 2 request cut short or unknown, 3 matrix is singular, 4 no memory.
 *
 * cc isal_stripe.c -lisal
 */
#include <isa-l.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void need(unsigned char *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) {
        exit(2);
    }
}

static int number(void) {
    unsigned char b[4];
    need(b, 4);
    return b[0] | b[1] << 8 | b[2] << 16 | b[3] << 24;
}

static unsigned char *block(size_t bytes) {
    unsigned char *p = calloc(bytes + 1, 1);
    if (p == NULL) {
        exit(4);
    }
    return p;
}

static void invert(unsigned char *matrix, unsigned char *inverse, int k) {
    if (gf_invert_matrix(matrix, inverse, k) != 0) {
        exit(3);
    }
}

/* Each shard in memory of its own, so that an access past its end is not hidden by a neighbour. */
static void multiply_and_answer(unsigned char *matrix, int k, int rows, int len) {
    unsigned char *tables = block((size_t) 32 * k * rows);
    unsigned char **in = calloc(k, sizeof *in);
    unsigned char **out = calloc(rows, sizeof *out);
    for (int i = 0; i < k; i++) {
        in[i] = block(len);
        need(in[i], len);
    }
    for (int j = 0; j < rows; j++) {
        out[j] = block(len);
    }
    ec_init_tables(k, rows, matrix, tables);
    ec_encode_data(len, k, rows, tables, in, out);
    for (int j = 0; j < rows; j++) {
        fwrite(out[j], 1, len, stdout);
        free(out[j]);
    }
    for (int i = 0; i < k; i++) {
        free(in[i]);
    }
    free(in);
    free(out);
    free(tables);
}

static void coded(void) {
    int k = number(), rows = number(), len = number();
    unsigned char *matrix = block((size_t) rows * k);
    need(matrix, (size_t) rows * k);
    multiply_and_answer(matrix, k, rows, len);
    free(matrix);
}

static void decoded(void) {
    int k = number(), len = number();
    unsigned char *matrix = block((size_t) k * k), *inverse = block((size_t) k * k);
    need(matrix, (size_t) k * k);
    invert(matrix, inverse, k);
    multiply_and_answer(inverse, k, k, len);
    free(matrix);
    free(inverse);
}

static void parity_matrix(void) {
    int k = number(), m = number(), n = k + m;
    unsigned char *v = block((size_t) n * k), *top = block((size_t) k * k), *inverse = block((size_t) k * k);
    for (int r = 0; r < n; r++) {
        unsigned char power = 1;
        for (int c = 0; c < k; c++, power = gf_mul(power, (unsigned char) r)) {
            v[r * k + c] = power;
        }
    }
    memcpy(top, v, (size_t) k * k);
    invert(top, inverse, k);
    for (int r = k; r < n; r++) {
        for (int c = 0; c < k; c++) {
            unsigned char sum = 0;
            for (int i = 0; i < k; i++) {
                sum ^= gf_mul(v[r * k + i], inverse[i * k + c]);
            }
            putchar(sum);
        }
    }
    free(v);
    free(top);
    free(inverse);
}

int main(void) {
    for (int request = getchar(); request != EOF; request = getchar()) {
        if (request == 'M') {
            parity_matrix();
        } else if (request == 'C') {
            coded();
        } else if (request == 'D') {
            decoded();
        } else {
            return 2;
        }
    }
    return 0;
}
