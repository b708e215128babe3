package io.reducto.codec.erasure;

/** The laws of a code with the kernel of machines and JVMs without vectors. */
class ScalarReedSolomonTest extends ErasureCodeContract {
    @Override
    protected ErasureCode create(Geometry geometry) {
        return new ReedSolomon(geometry, TableGaloisKernel.INSTANCE);
    }
}
