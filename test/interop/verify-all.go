// Checks exported logs and proofs with golang.org/x/mod/sumdb alone: verify-all LOGS PROOFS.
// LOGS is a folder of export folders, PROOFS a JSON list of claims. Prints {"logs": {name: why}, "proofs": [why]}, "" where it holds.
package main

import (
	"bytes"
	"encoding/base64"
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
	for _, folder := range folders {
		said.Logs[folder.Name()] = why(checkLog(filepath.Join(os.Args[1], folder.Name())))
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
func checkLog(folder string) error {
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
	opened, err := note.Open(checkpoint, note.VerifierList(verifier))
	if err != nil {
		return err
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
