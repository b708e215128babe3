package io.reducto.codec.erasure;

class TableGaloisKernelTest extends GaloisKernelContract {
    @Override
    GaloisKernel kernel() {
        return TableGaloisKernel.INSTANCE;
    }
}
