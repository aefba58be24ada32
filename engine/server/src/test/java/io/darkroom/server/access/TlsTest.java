package io.darkroom.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.server.CannotStartException;
import io.darkroom.server.ServerOptions.Listening;
import io.darkroom.server.ServerOptions.Tls;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates and keys as openssl writes them (resources {@code tls}, valid until 2126, made for these tests only). */
class TlsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"rsa.crt, rsa.key", "rsa.crt, rsa-pkcs1.key", "ec.crt, ec.key", "ec.crt, ec-sec1.key", "ed.crt, ed.key"
    })
    void keysOfAllUsualFormsAreRead(String certificate, String key) throws Exception {
        Listening listening = Listening.loopback(0).withTls(new Tls(file(certificate), file(key)));
        try (Porch porch = Porch.open(folder, listening)) {
            RawHttp http = new RawHttp(trusting(file(certificate)).getSocketFactory(), "127.0.0.1", porch.port());

            assertThat(http.ask("GET /read").status()).isEqualTo(200);
        }
    }

    @Test
    void theOriginMustBeSecureTooAndTheCookieIs() throws Exception {
        Listening listening = Listening.loopback(0)
                .withTls(new Tls(file("ec.crt"), file("ec.key")))
                .withTokens(List.of("a-secret-of-the-admin"));
        try (Porch porch = Porch.open(folder, listening)) {
            RawHttp http = new RawHttp(trusting(file("ec.crt")).getSocketFactory(), "127.0.0.1", porch.port());
            String host = "127.0.0.1:" + porch.port();
            String token = "{\"token\": \"a-secret-of-the-admin\"}";

            assertThat(http.ask("POST /darkroom/v1/session", List.of("Origin: http://" + host), token)
                            .status())
                    .isEqualTo(403);
            assertThat(http.ask("POST /darkroom/v1/session", List.of("Origin: https://" + host), token)
                            .header("Set-Cookie")
                            .orElseThrow())
                    .contains("Secure");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        rsa.key     | rsa.key           | has no certificate in it
        rsa.crt     | rsa.crt           | has no private key
        rsa.crt     | rsa-encrypted.key | openssl pkey
        rsa.crt     | ec.key            | is not that of the certificate
        nowhere.crt | rsa.key           | cannot be read
        """)
    void wrongFilesAreRefusedInASentence(String certificate, String key, String sentence) throws Exception {
        Tls wrong =
                new Tls(certificate.startsWith("nowhere") ? folder.resolve(certificate) : file(certificate), file(key));

        assertThatThrownBy(() -> Porch.open(folder, Listening.loopback(0).withTls(wrong)))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aDamagedCertificateIsRefusedInASentence() throws Exception {
        Path damaged = folder.resolve("damaged.crt");
        Files.writeString(damaged, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assertThatThrownBy(() -> Porch.open(folder, Listening.loopback(0).withTls(new Tls(damaged, file("rsa.key")))))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("damaged");
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Path file(String name) throws Exception {
        return Path.of(TlsTest.class.getResource("/tls/" + name).toURI());
    }
}
