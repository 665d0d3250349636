// Checks exported logs and proofs with golang.org/x/mod/sumdb alone: verify-all LOGS PROOFS [COLLECTOR].
// LOGS is a folder of export folders, PROOFS a JSON list of claims, COLLECTOR the vkey of a collector whose receipt each log must have. Prints {"logs": {name: why}, "proofs": [why]}, "" where it holds.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type claim struct {
	Kind     string   `json:"kind"`
	Size     int64    `json:"size"`
	Root     string   `json:"root"`
	Index    int64    `json:"index"`
	LeafHash string   `json:"leafHash"`
	OldSize  int64    `json:"oldSize"`
	OldRoot  string   `json:"oldRoot"`
	Proof    []string `json:"proof"`
}

type answer struct {
	Logs   map[string]string `json:"logs"`
	Proofs []string          `json:"proofs"`
}

func main() {
	folders, err := os.ReadDir(os.Args[1])
	exitOn(err)
	said := answer{Logs: map[string]string{}}
	var collector note.Verifier
	if len(os.Args) > 3 {
		collector, err = newCosignatureVerifier(os.Args[3])
		exitOn(err)
	}
	for _, folder := range folders {
		said.Logs[folder.Name()] = why(checkLog(filepath.Join(os.Args[1], folder.Name()), collector))
	}
	text, err := os.ReadFile(os.Args[2])
	exitOn(err)
	var claims []claim
	exitOn(json.Unmarshal(text, &claims))
	for _, one := range claims {
		said.Proofs = append(said.Proofs, why(checkProof(one)))
	}
	exitOn(json.NewEncoder(os.Stdout).Encode(said))
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func why(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// checkLog opens the checkpoint with the folder's own key, and compares its size and root with those of the lines of events.jsonl.
// Where a collector is given, its cosignature must be on the checkpoint, and hold.
func checkLog(folder string, collector note.Verifier) error {
	vkey, err := os.ReadFile(filepath.Join(folder, "vkey"))
	if err != nil {
		return err
	}
	verifier, err := note.NewVerifier(strings.TrimSuffix(string(vkey), "\n"))
	if err != nil {
		return err
	}
	checkpoint, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	known := []note.Verifier{verifier}
	if collector != nil {
		known = append(known, collector)
	}
	opened, err := note.Open(checkpoint, note.VerifierList(known...))
	if err != nil {
		return err
	}
	if len(opened.Sigs) != len(known) {
		return errors.New("not signed by the log, or without a receipt of the collector")
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return errors.New("not the checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] {
		return errors.New("not a size")
	}
	signed, err := tlog.ParseHash(lines[2])
	if err != nil {
		return err
	}
	root, count, err := treeOf(filepath.Join(folder, "events.jsonl"))
	if err != nil {
		return err
	}
	if count != size || root != signed {
		return errors.New("the entries are not those of the signed head")
	}
	return nil
}

// treeOf gives the root over the lines of a file, and how many there are.
func treeOf(path string) (tlog.Hash, int64, error) {
	events, err := os.ReadFile(path)
	if err != nil {
		return tlog.Hash{}, 0, err
	}
	leaves := bytes.SplitAfter(events, []byte("\n"))
	if len(leaves[len(leaves)-1]) != 0 {
		return tlog.Hash{}, 0, errors.New("the last line is cut off")
	}
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	count := int64(len(leaves) - 1)
	for n := int64(0); n < count; n++ {
		hashes, err := tlog.StoredHashes(n, bytes.TrimSuffix(leaves[n], []byte("\n")), reader)
		if err != nil {
			return tlog.Hash{}, 0, err
		}
		stored = append(stored, hashes...)
	}
	root, err := tlog.TreeHash(count, reader)
	return root, count, err
}

func checkProof(one claim) error {
	root, err := parseHex(one.Root)
	if err != nil {
		return err
	}
	proof := make([]tlog.Hash, len(one.Proof))
	for i, text := range one.Proof {
		if proof[i], err = parseHex(text); err != nil {
			return err
		}
	}
	if one.Kind == "inclusion" {
		leaf, err := parseHex(one.LeafHash)
		if err != nil {
			return err
		}
		return tlog.CheckRecord(proof, one.Size, root, one.Index, leaf)
	}
	old, err := parseHex(one.OldRoot)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, one.Size, root, one.OldSize, old)
}

func parseHex(text string) (tlog.Hash, error) {
	data, err := hex.DecodeString(text)
	if err != nil {
		return tlog.Hash{}, err
	}
	return tlog.ParseHash(base64.StdEncoding.EncodeToString(data))
}

// cosignatureVerifier verifies cosignatures of C2SP tlog-cosignature, type 4: what x/mod lets others plug in.
type cosignatureVerifier struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

const cosignatureType = 4

// newCosignatureVerifier reads a vkey "name+keyid+base64(0x04 || key)".
func newCosignatureVerifier(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not a vkey")
	}
	data, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(data) != 1+ed25519.PublicKeySize || data[0] != cosignatureType {
		return nil, errors.New("not the key of a cosigner")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), data...))
	if hex.EncodeToString(sum[:4]) != parts[1] {
		return nil, errors.New("not the id of this key")
	}
	return &cosignatureVerifier{parts[0], binary.BigEndian.Uint32(sum[:4]), data[1:]}, nil
}

func (v *cosignatureVerifier) Name() string    { return v.name }
func (v *cosignatureVerifier) KeyHash() uint32 { return v.hash }

func (v *cosignatureVerifier) Verify(message, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, message)
	return ed25519.Verify(v.key, []byte(signed), signature[8:])
}
