'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import styles from './app-frame.module.css';
import { filesOfDrop, handOver } from './dropped-files';

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Files and folders dropped on any page go to the import page. */
export function DropAnywhere() {
  const router = useRouter();
  const [dragging, setDragging] = useState(false);

  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setDragging(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDragging(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      setDragging(false);
      void filesOfDrop(event.dataTransfer).then((group) => {
        if (group.files.length === 0 && group.hidden === 0) return;
        handOver(group);
        router.push('/import');
      });
    };
    document.addEventListener('dragover', onOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onOver);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, [router]);

  return dragging ? (
    <div className={styles.drop} role="status">
      Drop to import
    </div>
  ) : null;
}
