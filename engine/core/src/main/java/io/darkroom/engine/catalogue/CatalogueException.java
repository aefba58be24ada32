package io.darkroom.engine.catalogue;

/** A pack cannot be used as it is written: tells its author what to change, and the user whom to ask. */
public final class CatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CatalogueException(String message) {
        super(message);
    }
}
