package io.reducto.codec.digest;

class ScalarBlake3Test extends Blake3Contract {
    @Override
    Blake3Kernel kernel() {
        return new ScalarBlake3Kernel();
    }
}
