package io.darkroom.server.access;

import io.darkroom.server.CannotStartException;
import io.darkroom.server.ServerOptions.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Reads a certificate and its key from PEM files, as {@code openssl}, {@code mkcert} and {@code certbot} write them. */
final class PemFiles {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final String PASSWORD = ""; // the key store never leaves memory

    private PemFiles() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(String kind, byte[] bytes) {}

    /**
     * @throws CannotStartException if a file cannot be read, is something else, or the two do not belong together
     */
    static SslContextFactory.Server context(Tls tls) {
        List<X509Certificate> chain = certificates(tls.certificate());
        PrivateKey key = key(tls.key());
        if (!KeyPairs.belong(key, chain.get(0).getPublicKey())) {
            throw new CannotStartException(
                    "The key " + tls.key() + " is not that of the certificate " + tls.certificate() + ".");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, PASSWORD.toCharArray(), chain.toArray(new Certificate[0]));
            SslContextFactory.Server context = new SslContextFactory.Server();
            context.setKeyStore(store);
            context.setKeyStorePassword(PASSWORD);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new CannotStartException(
                    "TLS cannot be set up with " + tls.certificate() + " and " + tls.key() + " (" + e.getMessage()
                            + ").",
                    e);
        }
    }

    private static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks(file)) {
                if (block.kind.equals("CERTIFICATE")) {
                    chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes)));
                }
            }
        } catch (CertificateException e) {
            throw new CannotStartException("The certificate " + file + " is damaged (" + e.getMessage() + ").", e);
        }
        if (chain.isEmpty()) {
            throw new CannotStartException("The file " + file
                    + " has no certificate in it; a PEM file with \"-----BEGIN CERTIFICATE-----\" is needed.");
        }
        return chain;
    }

    private static PrivateKey key(Path file) {
        for (Block block : blocks(file)) {
            Optional<byte[]> pkcs8 = switch (block.kind) {
                case "PRIVATE KEY" -> Optional.of(block.bytes);
                case "RSA PRIVATE KEY" -> Optional.of(KeyPairs.wrapRsa(block.bytes));
                case "EC PRIVATE KEY" -> KeyPairs.wrapEc(block.bytes);
                default -> Optional.empty();
            };
            Optional<PrivateKey> key = pkcs8.flatMap(PemFiles::decode);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new CannotStartException("The file " + file
                + " has no private key that can be used; a PEM file with an RSA or EC key and no password"
                + " is needed. This takes a password off: openssl pkey -in " + file.getFileName()
                + " -out plain.pem");
    }

    private static Optional<PrivateKey> decode(byte[] pkcs8) {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
            } catch (InvalidKeySpecException ofAnotherKind) { // the next may fit
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java has " + algorithm + ".", e);
            }
        }
        return Optional.empty();
    }

    private static List<Block> blocks(Path file) {
        try {
            Matcher found = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            List<Block> blocks = new ArrayList<>();
            while (found.find()) {
                blocks.add(new Block(found.group(1), Base64.getMimeDecoder().decode(found.group(2))));
            }
            return blocks;
        } catch (IOException e) {
            throw new CannotStartException("The file " + file + " cannot be read (" + e.getMessage() + ").", e);
        } catch (IllegalArgumentException e) {
            throw new CannotStartException("The file " + file + " is damaged (" + e.getMessage() + ").", e);
        }
    }
}
