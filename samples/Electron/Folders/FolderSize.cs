namespace Folders;

/// <summary>What is in a folder, all below it included.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">How long they are together.</param>
public sealed record FolderSize(string Name, int Files, long Bytes);
