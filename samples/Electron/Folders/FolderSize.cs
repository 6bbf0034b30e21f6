namespace Folders;

/// <summary>The content of a folder, including all folders below it.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Files">The number of files.</param>
/// <param name="Bytes">Their total size.</param>
public sealed record FolderSize(string Name, int Files, long Bytes);
