/* Repeats a call for some seconds and prints how many bytes went through, in GB/s. */
#ifndef REDUCTO_MEASURE_H
#define REDUCTO_MEASURE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Processor time: waiting for a core that others use does not count. */
static inline double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

/* A shared machine only ever slows down: the fastest of some short windows counts. */
static inline void measure(double seconds, double bytes, void (*call)(void)) {
    const double window = 0.15;
    double best = 0;
    call();
    for (double left = seconds; left > 0; left -= window) {
        long calls = 0;
        double start = now(), end = start;
        while (end - start < window) {
            call();
            calls++;
            end = now();
        }
        double speed = bytes * (double) calls / (end - start) / 1e9;
        if (speed > best) best = speed;
    }
    printf("%.6f\n", best);
}

static inline void *allocate(size_t bytes) {
    void *memory = NULL;
    if (posix_memalign(&memory, 64, bytes) != 0) {
        fprintf(stderr, "out of memory: %zu bytes\n", bytes);
        exit(1);
    }
    return memory;
}

/* The whole file in memory. */
static inline uint8_t *load(const char *name, size_t *length) {
    FILE *file = fopen(name, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(name);
        exit(1);
    }
    *length = (size_t) ftell(file);
    rewind(file);
    uint8_t *bytes = allocate(*length + 1);
    if (fread(bytes, 1, *length, file) != *length) {
        perror(name);
        exit(1);
    }
    fclose(file);
    return bytes;
}

#endif
