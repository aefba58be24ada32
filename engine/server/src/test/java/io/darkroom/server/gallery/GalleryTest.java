package io.darkroom.server.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.queue.Outputs.Picture;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.Client;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.TestServer.Setup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gallery, and whose pictures are whose. */
class GalleryTest {
    private static final String GALLERY = "/darkroom/v1/gallery";

    @TempDir
    private static Path base;

    private static TestServer server;
    private static Client ann;
    private static Client bob;
    private static Client admin;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                base,
                Setup.standard()
                        .withOptions(options -> options.withListening(options.listening()
                                .withTokens(List.of(
                                        "run:ann:annannannannannann",
                                        "run:bob:bobbobbobbobbobbob",
                                        "admin:default:adminadminadminadmin")))));
        ann = server.client().with("Authorization", "Bearer annannannannannann");
        bob = server.client().with("Authorization", "Bearer bobbobbobbobbobbob");
        admin = server.client().with("Authorization", "Bearer adminadminadminadmin");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** As a worker does when a prompt has saved a picture. */
    private static void saved(String owner, String path, String text) throws IOException {
        Path file = base.resolve("output").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "picture of " + path);
        int slash = path.lastIndexOf('/');
        server.parts()
                .store()
                .outputs()
                .add(List.of(new Picture(
                        "output",
                        slash < 0 ? "" : path.substring(0, slash),
                        path.substring(slash + 1),
                        owner,
                        "prompt-" + path,
                        "9",
                        Instant.parse("2026-11-23T10:00:00Z"),
                        text,
                        "{\"seed\": 7}")));
    }

    private static List<String> names(Answer answer, String list) {
        return answer.json().get(list).items().stream()
                .map(each -> each.get("filename").text().orElseThrow())
                .toList();
    }

    @Test
    void picturesAreFoundByWords() throws IOException {
        saved("ann", "words/cat_00001_.png", "a cat on a roof");
        saved("ann", "words/dog_00001_.png", "a dog on a roof");

        assertThat(names(ann.get(GALLERY + "?words=ROOF%20cat"), "pictures")).containsExactly("cat_00001_.png");
        assertThat(names(ann.get(GALLERY + "?words=roof"), "pictures"))
                .containsExactlyInAnyOrder("cat_00001_.png", "dog_00001_.png");
        assertThat(names(ann.get(GALLERY + "?words=fish"), "pictures")).isEmpty();
    }

    @Test
    void aPageIsPartOfTheWhole() throws IOException {
        for (int i = 0; i < 5; i++) {
            saved("ann", "paged/p" + i + ".png", "paging");
        }

        Answer page = ann.get(GALLERY + "?words=paging&offset=2&limit=2");

        assertThat(names(page, "pictures")).hasSize(2);
        assertThat(page.at("/pagination/total")).isEqualTo("5");
        assertThat(page.at("/pagination/has_more")).isEqualTo("true");
        assertThat(ann.get(GALLERY + "?words=paging&offset=4&limit=2").at("/pagination/has_more"))
                .isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "offset=-1",
                "offset=x",
                "limit=501",
                "limit=1e3",
                "limit=",
                "words=a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t+u"
            })
    void aPageThatMakesNoSenseIsRefused(String query) {
        assertThat(ann.get(GALLERY + "?" + query).status()).isEqualTo(400);
    }

    @Test
    void eachSeesOnlyTheirOwn() throws IOException {
        saved("ann", "own/hers.png", "private");

        assertThat(names(bob.get(GALLERY + "?words=private&owner=ann"), "pictures"))
                .isEmpty();
        assertThat(bob.get(GALLERY + "/picture?filename=hers.png&subfolder=own").status())
                .isEqualTo(404);
        assertThat(bob.delete(GALLERY + "/picture?filename=hers.png&subfolder=own")
                        .status())
                .isEqualTo(404);
        assertThat(bob.get("/view?filename=hers.png&subfolder=own").status()).isEqualTo(404);
        assertThat(bob.get("/view?filename=hers.png&subfolder=./own").status()).isEqualTo(404);
        assertThat(bob.get("/view?filename=hers.png&subfolder=own&channel=rgb").status())
                .isEqualTo(404);
        assertThat(ann.get("/view?filename=hers.png&subfolder=own").status()).isEqualTo(200);
        assertThat(admin.get("/view?filename=hers.png&subfolder=own").status()).isEqualTo(200);
        assertThat(server.client().get("/view?filename=hers.png&subfolder=own").status())
                .isEqualTo(401);
        assertThat(names(admin.get(GALLERY + "?words=private&owner=ann"), "pictures"))
                .containsExactly("hers.png");
    }

    @Test
    void listsOfFilesHoldOnlyOnesOwn() throws IOException {
        saved("ann", "listed_ann.png", "");
        saved("bob", "listed_bob.png", "");

        assertThat(ann.get("/internal/files/output").text())
                .contains("listed_ann")
                .doesNotContain("listed_bob");
        assertThat(admin.get("/internal/files/output").text())
                .contains("listed_ann")
                .contains("listed_bob");
    }

    @Test
    void settingsAndFilesOfOwnersAreApart() {
        ann.post("/userdata/note.txt", new byte[] {'a'});

        assertThat(ann.get("/userdata/note.txt").text()).isEqualTo("a");
        assertThat(bob.get("/userdata/note.txt").status()).isEqualTo(404);
        assertThat(base.resolve("user/ann/note.txt")).exists();
        assertThat(ann.get("/internal/logs").status()).isEqualTo(403);
        assertThat(ann.get("/internal/folder_paths").status()).isEqualTo(403);
    }

    @Test
    void whatIsKnownOfAPictureIsTold() throws IOException {
        saved("ann", "facts/a b.png", "a cat");

        Answer facts = ann.get(GALLERY + "/picture?filename=a%20b.png&subfolder=facts");

        assertThat(facts.at("/facts/seed")).isEqualTo("7");
        assertThat(facts.at("/text")).isEqualTo("a cat");
        assertThat(facts.at("/prompt_id")).isEqualTo("prompt-facts/a b.png");
        assertThat(ann.get(facts.at("/url")).text()).isEqualTo("picture of facts/a b.png");
    }

    @Test
    void aPictureThrownAwayCanBeHadBack() throws IOException {
        saved("ann", "trash/a.png", "precious");

        Answer thrown = ann.delete(GALLERY + "/picture?filename=a.png&subfolder=trash");
        String id = thrown.at("/id");

        assertThat(base.resolve("output/trash/a.png")).doesNotExist();
        assertThat(names(ann.get(GALLERY + "?words=precious"), "pictures")).isEmpty();
        assertThat(ids(ann)).contains(id);
        assertThat(ids(bob)).doesNotContain(id);
        assertThat(bob.post(GALLERY + "/trash/" + id + "/restore").status()).isEqualTo(404);

        assertThat(ann.post(GALLERY + "/trash/" + id + "/restore").status()).isEqualTo(200);
        assertThat(base.resolve("output/trash/a.png")).hasContent("picture of trash/a.png");
        assertThat(names(ann.get(GALLERY + "?words=precious"), "pictures")).containsExactly("a.png");
        assertThat(ann.get(GALLERY + "/picture?filename=a.png&subfolder=trash").at("/facts/seed"))
                .isEqualTo("7");
        assertThat(ids(ann)).doesNotContain(id);
    }

    private static List<String> ids(Client client) {
        return client.get(GALLERY + "/trash").json().get("items").items().stream()
                .map(item -> item.get("id").text().orElseThrow())
                .toList();
    }

    @Test
    void whatIsThereNowIsNotReplaced() throws IOException {
        saved("ann", "twice/a.png", "one");
        String id =
                ann.delete(GALLERY + "/picture?filename=a.png&subfolder=twice").at("/id");
        saved("ann", "twice/a.png", "another");
        Files.writeString(base.resolve("output/twice/a.png"), "another");

        assertThat(ann.post(GALLERY + "/trash/" + id + "/restore").status()).isEqualTo(409);
        assertThat(base.resolve("output/twice/a.png")).hasContent("another");
        assertThat(ids(ann)).contains(id);
    }

    @Test
    void theTrashIsEmptiedOneByOne() throws IOException {
        saved("ann", "gone/a.png", "");
        String id =
                ann.delete(GALLERY + "/picture?filename=a.png&subfolder=gone").at("/id");

        assertThat(bob.delete(GALLERY + "/trash/" + id).status()).isEqualTo(404);
        assertThat(ann.delete(GALLERY + "/trash/" + id).status()).isEqualTo(204);
        assertThat(ann.delete(GALLERY + "/trash/" + id).status()).isEqualTo(404);
        assertThat(base.resolve("user/trash/" + id)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "filename=none.png, 404",
        "filename=..%2F..%2Fsecret.txt, 400",
        "filename=secret.txt&subfolder=.., 404",
        "filename=x&type=models, 400",
        "subfolder=x, 404",
    })
    void nothingElseIsThrownAway(String query, int status) throws IOException {
        Files.writeString(base.resolve("secret.txt"), "secret");

        assertThat(admin.delete(GALLERY + "/picture?" + query).status()).isEqualTo(status);
        assertThat(base.resolve("secret.txt")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "%2e%2e%2Fx", "none", "00000000-0000-0000-0000-000000000000"})
    void anUnknownPieceOfTrashIsNotFound(String id) {
        assertThat(admin.post(GALLERY + "/trash/" + id + "/restore").status()).isIn(400, 404, 405);
        assertThat(admin.delete(GALLERY + "/trash/" + id).status()).isIn(400, 404, 405);
    }

    @Test
    void aRecordThatLeadsOutOfTheFolderIsNotFollowed() throws IOException {
        saved("ann", "forged/a.png", "");
        String id =
                ann.delete(GALLERY + "/picture?filename=a.png&subfolder=forged").at("/id");
        Path record = base.resolve("user/trash/" + id + "/picture.json");
        Files.writeString(record, Files.readString(record).replace("\"forged\"", "\"../..\""));

        assertThat(ann.post(GALLERY + "/trash/" + id + "/restore").status()).isEqualTo(403);
    }

    @Test
    void aDamagedRecordDoesNotHideTheOthers() throws IOException {
        saved("ann", "damaged/a.png", "");
        saved("ann", "damaged/b.png", "");
        String first = ann.delete(GALLERY + "/picture?filename=a.png&subfolder=damaged")
                .at("/id");
        String second = ann.delete(GALLERY + "/picture?filename=b.png&subfolder=damaged")
                .at("/id");
        Files.writeString(base.resolve("user/trash/" + first + "/picture.json"), "{");

        assertThat(ids(ann)).contains(second).doesNotContain(first);
    }

    @Test
    void onlyInputsAreUploadedByThoseWhoSeeOnlyTheirOwn() {
        Client form = ann.with("Content-Type", "multipart/form-data; boundary=b");
        String head = "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"u.png\"\r\n\r\nx\r\n";
        String type = "--b\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\noutput\r\n";

        assertThat(form.post("/upload/image", (head + type + "--b--\r\n").getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(403);
        assertThat(form.post("/upload/image", (head + "--b--\r\n").getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
    }
}
